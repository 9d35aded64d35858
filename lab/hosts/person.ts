import type { OwnDetails } from '../../helpers/opencrvs/declaration/own-details.ts';

/** Who declares in a lab, and the numbers of nobody that its forms may ask for. */
export const LAB_PERSON = {
  informantEmail: 'informant@example.org',
  informantPhone: '0711111111',
  nationalIds: ['0123456789', '0123456788', '0123456787'],
} satisfies OwnDetails;
