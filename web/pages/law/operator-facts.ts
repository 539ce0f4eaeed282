/** What a deployment says of whoever runs it; null where it was not filled in. */
export type Operator = Readonly<Record<"name" | "address" | "contact", string | null>>;

export const facts = ["name", "address", "contact"] as const;

export const missingOf = (operator: Operator): readonly (typeof facts)[number][] =>
  facts.filter((one) => operator[one] === null);

/** The variable each of them is set by, for the operator's desk. */
export const variables = {
  name: "OPERATOR_NAME",
  address: "OPERATOR_ADDRESS",
  contact: "OPERATOR_CONTACT",
} as const;
