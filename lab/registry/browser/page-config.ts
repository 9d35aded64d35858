declare global {
  interface Window {
    /** Given by the server in `/config.js`. */
    config: { version: string; loginUrl: string; clientUrl: string };
  }
}

export const pageConfig = () => window.config;
