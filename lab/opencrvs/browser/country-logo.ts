import { el } from './dom.ts';

let file = '';

/** Loads the logo that pages show; from the public configuration. */
export async function loadCountryLogo(url: string): Promise<Response> {
  const response = await fetch(url);
  const { config } = (await response.clone().json()) as { config: { COUNTRY_LOGO: { file: string } } };
  file = config.COUNTRY_LOGO.file;
  return response;
}

export const countryLogo = (): HTMLImageElement =>
  el('img', { alt: 'country-logo', src: file, width: 80, height: 80 });
