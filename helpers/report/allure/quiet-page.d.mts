/** Rewrites Allure's single file so that it opens without a network, on our own first page. */
export function quietPage(page: string, firstPage: string): string;
