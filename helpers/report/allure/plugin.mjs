// Loaded by Allure itself, so it is plain JavaScript.
import AwesomePlugin from '@allurereport/plugin-awesome';
import { readFileSync } from 'node:fs';
import { quietPage } from './quiet-page.mjs';

/**
 * Allure's own report with our first page above it, and without its two defects: the single file loads Google's analytics, and its
 * data come after the script that asks for them, so that it now and then hangs on its spinner.
 */
export default class VerdictPlugin extends AwesomePlugin {
  constructor(options) {
    super({ ...options, singleFile: true });
    this.firstPage = options.firstPage;
  }

  done = async (context, store) => {
    const addFile = (path, data) =>
      context.reportFiles.addFile(path, path === 'index.html' ? this.rewritten(data) : data);
    await this.update({ ...context, reportFiles: { addFile } }, store);
  };

  rewritten(data) {
    const firstPage = this.firstPage ? readFileSync(this.firstPage, 'utf8') : '';
    return Buffer.from(quietPage(data.toString('utf8'), firstPage), 'utf8');
  }
}
