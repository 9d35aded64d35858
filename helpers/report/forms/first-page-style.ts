/** The look of the first page; its names are its own, so that Allure's are left alone. */
export const FIRST_PAGE_STYLE = `
.bv{--tone:#9a6700;box-sizing:border-box;max-width:1180px;margin:0 auto;padding:20px 24px 12px;font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1b1f24;background:#fff}
.bv *{box-sizing:border-box}
.bv strong,.bv b{font-weight:650}
.bv-passed{--tone:#1a7f37}.bv-failed{--tone:#cf222e}
.bv p,.bv h1,.bv h2,.bv ul,.bv ol,.bv dl,.bv dd{margin:0;padding:0}
.bv header{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;padding:14px 18px;border-radius:8px;background:var(--tone);color:#fff}
.bv h1{font-size:30px;line-height:1.15;font-weight:700;letter-spacing:.02em}
.bv-name{font-weight:600;font-size:17px}
.bv header p{overflow-wrap:anywhere}
.bv-lab{margin:0 0 10px!important;padding:6px 12px!important;border:2px dashed #8250df;border-radius:8px;color:#8250df;font-weight:600}
.bv-sentence{margin:12px 0!important;font-size:17px}
.bv h2{margin:16px 0 6px;font-size:16px;font-weight:650}
.bv-causes{padding-left:22px!important}.bv-causes>li{margin:0 0 12px;list-style:decimal}
.bv-causes ul{margin:4px 0 0 18px;color:#57606a}.bv-causes ul li{list-style:disc}
.bv-do{margin:4px 0!important;padding:6px 10px!important;border-left:4px solid var(--tone);background:#f6f8fa}
.bv-open{padding-left:20px!important}.bv-open li{list-style:disc;margin:2px 0;overflow-wrap:anywhere}
.bv-questions{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:8px;margin:16px 0!important}
.bv-questions li{list-style:none;padding:8px 12px;border:1px solid #d0d7de;border-radius:8px}
.bv-questions b{display:block}
.bv-count{margin-right:8px;font-size:13px;color:#57606a}.bv-is-failed{color:#cf222e;font-weight:700}.bv-is-not-proven{color:#9a6700;font-weight:700}.bv-is-passed{color:#1a7f37}
.bv-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(330px,1fr));gap:0 24px}
.bv-figures div{display:flex;gap:12px;padding:5px 0;border-bottom:1px solid #eaeef2}
.bv dt{flex:0 0 112px;color:#57606a}.bv dd{overflow-wrap:anywhere;min-width:0}
.bv-picture{margin:14px 0}.bv-picture summary{cursor:pointer;font-weight:600}
.bv-picture div{overflow-x:auto;margin-top:6px}
.bv-run{margin-top:12px!important;color:#57606a;font-size:13px}
#app{border-top:1px solid #d0d7de}
@media (max-width:600px){.bv{padding:12px}.bv h1{font-size:25px}.bv-figures{grid-template-columns:1fr}.bv dt{flex-basis:96px}}
`;
