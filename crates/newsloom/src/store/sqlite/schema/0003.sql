-- Push subscriptions, apart from how polling goes: a hub confirms one while a poll may be under way.
alter table sources add column websub text;
