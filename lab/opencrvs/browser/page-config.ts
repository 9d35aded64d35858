import type { FormName } from '../forms/form-names.ts';

declare global {
  interface Window {
    /** Given by the server in `/config.js`. */
    config: { version: string; form: FormName; loginUrl: string; clientUrl: string };
  }
}

export const pageConfig = () => window.config;
