/** A directory's path without the slashes at its end; `/` stays. */
export const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '');
