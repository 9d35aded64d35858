import { style } from './dom.ts';

/** The look of all pages: plain, but with the measures that matter: a pane beside the record on wide screens only. */
export const applyStyle = (): void =>
  style(`
body { margin: 0; font: 15px/1.5 sans-serif; color: #222 }
button { font: inherit; cursor: pointer }
#Box { width: 340px; margin: 80px auto; display: flex; flex-direction: column; gap: 10px }
.pin { opacity: 0; position: absolute } .dots { height: 30px; border-bottom: 1px solid #888; letter-spacing: 8px }
#pin-keypad-container { position: relative; min-height: 40px; cursor: text }
.frame { display: grid; grid-template-columns: 250px 1fr; min-height: 100vh }
.side { display: flex; flex-direction: column; background: #f3f3f3; padding: 10px; gap: 2px }
.side button { text-align: left; border: 0; background: none }
.top, #page-title { display: flex; gap: 8px; align-items: center; padding: 8px; border-bottom: 1px solid #ccc }
main { padding: 16px } h1 { font-size: 20px } .row { display: flex; gap: 14px; align-items: center }
table { width: 100%; border-collapse: collapse } th, td { text-align: left; padding: 4px; border-bottom: 1px solid #ddd }
.columns { display: grid; grid-template-columns: minmax(400px, 1fr) 580px; gap: 16px }
@media (max-width: 1140px) { .columns { display: block } #document_section { display: none } }
#document_section img, #preview_image_field img[alt] { max-width: 550px }
#preview_image_field { position: fixed; inset: 0; background: #fff; overflow: auto; padding: 16px }
[role=dialog] { position: fixed; top: 120px; left: 35%; width: 30%; background: #fff; border: 1px solid #888; padding: 16px; z-index: 2 }
.menu { position: absolute; background: #fff; border: 1px solid #888; list-style: none; padding: 6px; margin: 0; z-index: 1 }
.menu li { cursor: pointer; padding: 4px 12px } .upper { text-transform: uppercase } .toast { color: #b00; margin: 10px }
.select .pin { pointer-events: none } .option, .options li { padding: 4px 8px; cursor: pointer } .options, .radios { list-style: none; padding: 0 } .signature { border: 1px solid #888; display: block }
[role=option] { padding: 4px 8px; cursor: pointer } .select { border: 1px solid #888; position: relative; padding: 4px }
`);
