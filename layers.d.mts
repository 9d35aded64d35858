export declare const HELPERS: Readonly<Record<string, string>>;
export declare const LAB: Readonly<Record<string, string>>;
