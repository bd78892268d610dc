use newsloom_core::analyze::*;
use newsloom_core::model::*;
use std::io::*;
fn main() {
    let mut a = Analyzer::default();
    let c = AnalyzeConfig::default();
    let mut out = BufWriter::new(stdout());
    for l in stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&l.unwrap()).unwrap();
        let t = v["text"].as_str().unwrap();
        let mut art = Article::from_blocks(None, 0, &[]);
        art.text = t.to_owned();
        art.language = Language::parse("en");
        let mut at = 0;
        for p in t.split_inclusive('\n') {
            let s = p.trim();
            if !s.is_empty() {
                let st = at + (p.len() - p.trim_start().len());
                art.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(st, st + s.len()) });
            }
            at += p.len();
        }
        let q = a.quotes(&art, &c);
        let n = a.analyze(&art, &c);
        let qs:Vec<_>=q.iter().map(|q|serde_json::json!({"start":q.marked.start,"end":q.marked.end,"direct":q.direct,"closed":q.closed,"speaker_span":q.speaker_span.map(|s|vec![s.start,s.end]),"speaker":q.speaker_span.map(|s|s.of(t).to_owned()),"speaker_name":q.speaker.map(|i|n.mentions[i as usize].span.of(t).to_owned()),"cue":q.cue.map(|s|s.of(t).to_owned())})).collect();
        writeln!(out, "{}", serde_json::json!({"id":v["id"],"quotes":qs})).unwrap();
    }
}
