import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Prometheus metrics of one process. Names are `laotie_<what>_<unit>`; labels never hold ids. */
export interface Metrics {
  readonly registry: Registry;
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  gauge(name: string, help: string, collect?: () => number): Gauge;
  histogram(name: string, help: string, buckets: readonly number[], labels?: readonly string[]): Histogram;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "laotie_" });
  return {
    registry,
    counter: (name, help, labels = []) =>
      new Counter({ name: `laotie_${name}`, help, labelNames: labels, registers: [registry] }),
    gauge: (name, help, collect) =>
      new Gauge({
        name: `laotie_${name}`,
        help,
        registers: [registry],
        ...(collect === undefined
          ? {}
          : {
              collect(this: Gauge) {
                this.set(collect());
              },
            }),
      }),
    histogram: (name, help, buckets, labels = []) =>
      new Histogram({ name: `laotie_${name}`, help, buckets: [...buckets], labelNames: labels, registers: [registry] }),
  };
}
