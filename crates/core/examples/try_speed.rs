use newsloom_core::analyze::*;
use newsloom_core::model::*;
use newsloom_core::text;
use std::io::*;
use std::time::Instant;
fn main() {
    let mut arts = vec![];
    let mut bytes = 0;
    for l in stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&l.unwrap()).unwrap();
        let t = v["text"].as_str().unwrap_or("");
        let bs: Vec<_> = t.split('\n').map(|p| (BlockKind::Paragraph, p)).collect();
        let mut a = Article::from_blocks(None, 0, &bs);
        a.title = v["title"].as_str().unwrap_or("").into();
        a.language = v["lang"].as_str().and_then(Language::parse).or(Some(Language::ENGLISH));
        bytes += a.text.len();
        arts.push(a);
    }
    let n = arts.len() as f64;
    println!("{} articles {} bytes each", arts.len(), bytes / arts.len());
    macro_rules! t{($n:literal,$e:expr)=>{let s=Instant::now();let mut k=0usize;for a in &arts{k+=$e(a);}let d=s.elapsed().as_secs_f64();println!("{:12} {:9.0}/s  {k}",$n,n/d);}}
    t!("words", |a: &Article| text::words::words(&a.text).count());
    t!("sentences", |a: &Article| a
        .blocks
        .iter()
        .map(|b| text::sentences::sentences(b.span.of(&a.text), a.language).len())
        .sum::<usize>());
    t!("language", |a: &Article| text::language::detect(&a.text).is_some() as usize);
    t!("numbers", |a: &Article| a
        .blocks
        .iter()
        .map(|b| text::numbers::parse(b.span.of(&a.text), a.language).len())
        .sum::<usize>());
    t!("dates", |a: &Article| a
        .blocks
        .iter()
        .map(|b| text::dates::find(b.span.of(&a.text), None, a.language).len())
        .sum::<usize>());
    let mut z = Analyzer::default();
    let c = AnalyzeConfig::default();
    t!("analyze", |a: &Article| z.analyze(a, &c).mentions.len());
    t!("analyze2", |a: &Article| z.analyze(a, &c).mentions.len());
}
