export type FormValue = string | number | bigint | readonly FormValue[] | { readonly [name: string]: FormValue };

/** Stripe's form encoding: `line_items[0][quantity]=1`. */
export function formOf(content: { readonly [name: string]: FormValue }): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: FormValue): void => {
    if (typeof value !== "object") params.append(name, String(value));
    else for (const [key, inner] of Object.entries(value)) put(`${name}[${key}]`, inner);
  };
  for (const [name, value] of Object.entries(content)) put(name, value);
  return params;
}
