/**
 * Named moments at which a process may die or lose its connections: between a commit and its answer, between a provider's
 * answer and our keeping it. In production reaching one does nothing. The simulation (tests/simulation) kills there.
 * The list is closed: "module.what happens: what is done, what is not yet".
 */
export const faultPoints = [
  "db.transact: written, not committed",
  "db.transact: committed, not answered",
  "intake: batch run, not answered",
  "outbox: heard and marked, not forgotten",
  "timers: fell, not committed",
  "orders.place: written, stock not taken",
  "orders.place: committed, not filed",
  "orders.place: filed, not answered",
  "orders.checkout: written, nothing placed",
  "orders.checkout: placed, not the others",
  "orders.checkout: placed, not recorded",
  "orders.checkout: recorded, not answered",
  "orders.checkout: closed one, not the others",
  "ledger.post: posted, not committed",
  "payments.begin: answered, not kept",
  "payments.webhook: applied, not answered",
  "payments.refund: paid back, not kept",
  "payouts.send: on its way, not asked",
  "payouts.send: sent, not kept",
] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** Called at each fault point; throws to die there. */
export type Reach = (point: FaultPoint) => void;

/** What production runs with. */
export const reachNothing: Reach = () => undefined;
