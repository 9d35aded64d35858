/** A country logo of our own: a plain square with a band, 240 by 240. */
const LOGO = `data:image/svg+xml;base64,${btoa(
  '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="240"><rect width="240" height="240" fill="#d9e3ee"/><rect y="96" width="240" height="48" fill="#3f6fa3"/></svg>',
)}`;

/** The public part of the application's configuration. */
export const COUNTRY_CONFIG = {
  APPLICATION_NAME: 'Farajaland CRS',
  COUNTRY_LOGO: { fileName: 'logo.svg', file: LOGO },
  PHONE_NUMBER_PATTERN: '^0(7|9)[0-9]{8}$',
  USER_NOTIFICATION_DELIVERY_METHOD: 'email',
  INFORMANT_NOTIFICATION_DELIVERY_METHOD: 'email',
};
