/** The countries that a fake can play. */
export const FORM_NAMES = ['farajaland', 'highlands', 'islands'] as const;
export type FormName = (typeof FORM_NAMES)[number];
