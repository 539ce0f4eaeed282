import {
  errorCodes,
  errorMessage,
  errorTypes,
  type ErrorCode,
  type ErrorObject,
  type Locale,
} from "../../contract/errors.ts";

export type RefusalDetails = Readonly<Record<string, string | number>>;

/**
 * The world said no (law 6): a code from the closed list, answered as an error object with a 4xx (or 503) status.
 * Nothing of the member that is refused has been written.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  /** The field at fault as a dotted path, or null. */
  readonly param: string | null;
  readonly details: RefusalDetails;

  constructor(code: ErrorCode, options: { param?: string; details?: RefusalDetails } = {}) {
    super(code);
    this.code = code;
    this.param = options.param ?? null;
    this.details = options.details ?? {};
  }
  get status(): number {
    return errorTypes[errorCodes[this.code].type];
  }
  toObject(locale: Locale, requestId: string): ErrorObject {
    return {
      object: "error",
      type: errorCodes[this.code].type,
      code: this.code,
      message: errorMessage(this.code, locale, this.details),
      param: this.param,
      details: { ...this.details },
      request_id: requestId,
    };
  }
}

/** Throws a refusal: `refuse("sold_out", { details: { available: 2 } })`. */
export function refuse(code: ErrorCode, options?: { param?: string; details?: RefusalDetails }): never {
  throw new Refusal(code, options);
}
