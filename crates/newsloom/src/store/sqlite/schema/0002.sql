-- Steps, so that the desk can be made again with the same calls; corrections know what became of them.
create table steps (number integer primary key, placed integer not null, call text);
insert into steps (number, placed) select 1, value from counters where name = 'placed' and value > 0;
alter table corrections add column number integer;
alter table corrections add column refused text;
alter table corrections add column taken_back integer;
alter table snapshot rename column correction to step;
delete from snapshot;
