import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * Buyers as a process of their own: so many raw keep-alive sockets, each sends its next order when the answer to the last
 * one is in, a few in a hundred send the same key again. A few microseconds per request, so that it is not the bottleneck.
 * Led over IPC: a `Plan` in, a `Result` out.
 */
export interface Plan {
  readonly port: number;
  /** Sockets at once. */
  readonly buyers: number;
  readonly warm_ms: number;
  readonly measured_ms: number;
  /** Of a hundred orders so many are sent once more under their key. */
  readonly repeated_percent: number;
  readonly people: readonly { readonly token: string; readonly address_id: string }[];
  /** What is bought; half of all orders are for the first. */
  readonly variant_ids: readonly string[];
  /** Units per order: one of these, in turn. */
  readonly quantities: readonly number[];
  /** Ends once so many answers in a row said sold out. 0: never. */
  readonly until_sold_out: number;
  /** Keeps the ids of acknowledged orders, to ask the database for each. */
  readonly keep_ids: boolean;
}
export interface Result {
  readonly orders_s: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
  readonly placed: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly broken: number;
  /** Of one core, this process's own share while it measured. */
  readonly cpu: number;
  readonly ids: readonly string[];
}

const samples_max = 4_000_000;

function keys(): () => string {
  let pool = "";
  let at = 0;
  return () => {
    if (at + 32 > pool.length) {
      pool = randomBytes(16_384).toString("hex");
      at = 0;
    }
    at += 32;
    return pool.slice(at - 32, at);
  };
}

function run(plan: Plan, done: (result: Result) => void): void {
  const latencies = new Float64Array(samples_max);
  const codes: Record<string, number> = {};
  const ids: string[] = [];
  const nextKey = keys();
  let samples = 0;
  let placed = 0;
  let broken = 0;
  let measuring = false;
  let stopping = false;
  let open = 0;
  let turn = 0;
  let soldOut = 0;
  let startedMs = 0;
  let endedMs = 0;
  let cpu = process.cpuUsage();

  const request = (): string => {
    turn += 1;
    const person = plan.people[turn % plan.people.length];
    const count = plan.variant_ids.length;
    const variant = plan.variant_ids[count === 1 || Math.random() < 0.5 ? 0 : Math.floor(Math.random() * count)] ?? "";
    const quantity = plan.quantities[turn % plan.quantities.length] ?? 1;
    const body = `{"lines":[{"variant_id":"${variant}","quantity":${quantity}}],"address_id":"${person?.address_id ?? ""}"}`;
    return `POST /v1/orders HTTP/1.1\r\nhost: 127.0.0.1:${plan.port}\r\nauthorization: Bearer ${person?.token ?? ""}\r\ncontent-type: application/json\r\nidempotency-key: ${nextKey()}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  };
  const finish = (): void => {
    if (endedMs === 0) endedMs = performance.now();
    const spent = process.cpuUsage(cpu);
    const seconds = (endedMs - startedMs) / 1000;
    const sorted = latencies.subarray(0, samples).toSorted();
    const at = (share: number): number =>
      Math.round((sorted[Math.min(samples - 1, Math.floor(samples * share))] ?? 0) * 10) / 10;
    done({
      orders_s: Math.round(placed / seconds),
      p50_ms: at(0.5),
      p95_ms: at(0.95),
      p99_ms: at(0.99),
      max_ms: at(1),
      placed,
      codes,
      broken,
      cpu: (spent.user + spent.system) / 1e6 / seconds,
      ids,
    });
  };
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    measuring = false;
    endedMs = performance.now();
  };
  const gone = (): void => {
    open -= 1;
    if (open === 0) finish();
  };
  const answered = (status: string, text: string, tookMs: number, again: boolean): void => {
    if (status === "201") {
      soldOut = 0;
      if (plan.keep_ids) ids.push(text.slice(text.indexOf('"id":"') + 6, text.indexOf('"id":"') + 36));
    }
    const code = status === "201" ? (again ? "repeated" : "placed") : (/"code":"(\w+)"/.exec(text)?.[1] ?? status);
    if (code === "sold_out" && plan.until_sold_out > 0 && (soldOut += 1) >= plan.until_sold_out) stop();
    if (!measuring) return;
    if (samples < samples_max) latencies[samples++] = tookMs;
    codes[code] = (codes[code] ?? 0) + 1;
    if (code === "placed") placed += 1;
  };

  function buyer(): void {
    const socket: Socket = connect(plan.port, "127.0.0.1");
    let last = "";
    let again = false;
    let sentMs = 0;
    let text = "";
    const send = (): void => {
      if (stopping) {
        socket.destroy();
        return;
      }
      again = last !== "" && Math.random() * 100 < plan.repeated_percent;
      if (!again) last = request();
      sentMs = performance.now();
      socket.write(last);
    };
    open += 1;
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("connect", send);
    socket.on("error", () => (broken += 1));
    socket.on("close", gone);
    socket.on("data", (part: string) => {
      text += part;
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = /content-length: (\d+)/i.exec(text.slice(0, end))?.[1];
      if (length === undefined ? !text.endsWith("\r\n0\r\n\r\n") : text.length < end + 4 + Number(length)) return;
      answered(text.slice(9, 12), text, performance.now() - sentMs, again);
      text = "";
      send();
    });
  }
  for (let count = 0; count < plan.buyers; count += 1) buyer();
  setTimeout(() => {
    if (stopping) return;
    measuring = true;
    startedMs = performance.now();
    cpu = process.cpuUsage();
    process.send?.({ measuring: true });
  }, plan.warm_ms);
  setTimeout(stop, plan.warm_ms + plan.measured_ms);
}

process.on("message", (plan: Plan) =>
  run(plan, (result) =>
    process.send?.({ result }, () => {
      process.exit(0);
    }),
  ),
);
