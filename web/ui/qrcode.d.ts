/** The part of the package we use; it brings no types of its own. */
declare module "qrcode" {
  interface Drawn {
    readonly modules: { readonly size: number; readonly data: ArrayLike<number> };
  }
  export function create(text: string): Drawn;
}
