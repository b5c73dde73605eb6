"""How a report looks: plain, in the reader's own letters, in light and dark."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --ground: #fbfbfc; --card: #fff;
  --line: #d9dde2; --bad: #b00d26; --warn: #7a4b00; --good: #1a6b35;
  font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a2abb6; --ground: #15181c;
  --card: #1d2126; --line: #353b43; --bad: #ff8a94; --warn: #f0b95b; --good: #6fd08f } }
body { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem }
h1 { font-size: 1.7rem; margin: 0 }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .5rem }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem }
small, figcaption i { font-size: .85em; font-weight: 400; font-style: normal; color: var(--soft) }
code { font: .88em ui-monospace, monospace; overflow-wrap: anywhere }
p { max-width: 46rem; margin: .4rem 0 1rem }
.verdict { font-size: 1.1rem; font-weight: 600; margin: .3rem 0 1rem }
.good { color: var(--good) }
.bad, .low, .error b { color: var(--bad) }
.warning b { color: var(--warn) }
.low { font-weight: 600 }
dl { display: flex; flex-wrap: wrap; gap: .6rem 2.4rem; margin: 0 }
dt { font-size: .85em; color: var(--soft) }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums }
ul { margin: 0; padding: 0; list-style: none }
li { padding: .45rem 0 .45rem .8rem; border-left: 3px solid var(--line); margin-bottom: .4rem }
li.error { border-color: var(--bad) }
li.warning { border-color: var(--warn) }
li span { display: block; overflow-wrap: anywhere }
.hint { color: var(--soft) }
article { border-top: 1px solid var(--line); padding-bottom: .6rem; break-inside: avoid }
article div { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; width: min-content; min-width: 9.4rem }
figure img { display: block; background: #fff; outline: 1px solid var(--line) }
figcaption { font-size: .82rem; line-height: 1.35; margin-top: .4rem }
figcaption b, figcaption i { display: block; font-weight: 600 }
figcaption i { font-weight: 400 }
figcaption span { display: block; color: var(--soft); overflow-wrap: anywhere }
figcaption span.low { color: var(--bad) }
.wide { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: right; vertical-align: top; padding: .35rem .9rem .35rem 0;
  border-bottom: 1px solid var(--line) }
th { font-weight: 600 }
th:first-child, .words { text-align: left }
tbody th { font-weight: 400 }
.digest code { font-size: .75em }
meter { width: 4rem; vertical-align: middle }
footer { margin-top: 3rem; font-size: .85rem; color: var(--soft) }
"""
