import { type Theme, themes } from '../charts/theme.js';

const colours = ({ surface, ink, muted, grid, series }: Theme) =>
  `--surface:${surface};--ink:${ink};--muted:${muted};--grid:${grid};--link:${series[0]}`;

/** The style sheet of a report, in the colours of the charts. */
export function reportStyle(): string {
  return `:root{color-scheme:light dark;${colours(themes.light)}}
@media (prefers-color-scheme:dark){:root{${colours(themes.dark)}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:960px;padding:2rem 1.25rem 4rem;background:var(--surface);color:var(--ink);font:16px/1.6 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .4rem}
h2{font-size:1.3rem;margin:2.6rem 0 .6rem;padding-top:1rem;border-top:1px solid var(--grid)}
header p{color:var(--muted);margin:0}
p{max-width:70ch}
a{color:var(--link)}
nav ol{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.2rem 2.2rem;padding-left:1.8rem;margin:1.2rem 0 0}
figure{margin:1.2rem 0}
.picture{overflow-x:auto}
.picture>svg{display:block;border:1px solid var(--grid);border-radius:8px}
@media (max-width:600px){.picture>svg{min-width:540px}}
pre{overflow-x:auto;padding:.9rem 1rem;border:1px solid var(--grid);border-radius:8px;font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}
details{margin:.5rem 0 0}
summary{cursor:pointer;color:var(--muted);font-size:.9rem}
.table{overflow-x:auto;margin:.6rem 0}
table{width:max-content;border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding-bottom:.3rem}
th,td{max-width:36ch;padding:.3rem .8rem;border-bottom:1px solid var(--grid);text-align:right;font-weight:400}
thead th{font-weight:600;vertical-align:bottom}
tbody th,thead th:first-child,th.word,td.word{text-align:left}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{details{display:none}}`;
}
