/** One A4 page, on screen and on paper. */
export const CERTIFICATE_STYLE = `
@page{size:A4;margin:14mm 16mm}
*{box-sizing:border-box}
body{--tone:#9a6700;max-width:178mm;margin:0 auto;font:10.5pt/1.38 "Noto Sans","DejaVu Sans",system-ui,sans-serif;color:#1b1f24}
@media screen{body{padding:14mm 0}}
.passed{--tone:#1a7f37}.failed{--tone:#cf222e}
h1{margin:0 0 8px;font-size:17pt;line-height:1.2}
h2{margin:11px 0 3px;font-size:11.5pt}
p,ul{margin:0}
.verdict{display:flex;gap:14px;align-items:center;padding:9px 13px;border:2px solid var(--tone);border-radius:6px;margin-bottom:9px}
.verdict b{font-size:17pt;color:var(--tone);white-space:nowrap}
.lab{margin-bottom:7px;padding:5px 10px;border:2px dashed #8250df;border-radius:6px;color:#8250df;font-weight:700}
table{width:100%;border-collapse:collapse}
th,td{padding:2.5px 0;text-align:left;vertical-align:top;font-weight:400;overflow-wrap:anywhere}
th{width:56mm;color:#57606a}
.rows td{border-bottom:1px solid #d8dee4}
.rows .answer{width:27mm;font-weight:700}
.yes .answer{color:#1a7f37}.no .answer{color:#cf222e}.open .answer{color:#9a6700}
ul{padding-left:18px}li{overflow-wrap:anywhere}
.small{margin-top:10px;font-size:8.5pt;color:#57606a}
.nosign{margin-top:10px;font-weight:700}
.sign{display:flex;gap:10mm;margin-top:17mm;font-size:9pt}
.sign div{flex:1}.sign span{display:block;border-top:1px solid #1b1f24;margin-bottom:3px}
`;
