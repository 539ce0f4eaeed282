/** The few kinds of wrong; each has its HTTP status in `errorTypes`. */
export const errorTypes = {
  invalid_request: 400,
  authentication: 401,
  permission: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  rate_limit: 429,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorType = keyof typeof errorTypes;

export interface ErrorText {
  readonly type: ErrorType;
  readonly en: string;
  readonly zh: string;
}
export const error = (type: ErrorType, en: string, zh: string): ErrorText => ({ type, en, zh });
