/** What the whole hub has done since the process began, for /metrics. Counters only grow. */
export interface HubCounters {
  viewers_joined: number;
  viewers_dropped_slow: number;
  viewer_skips: number;
  frames_dropped: number;
  tags_in: number;
  bytes_in: number;
  bytes_out: number;
}

export function newHubCounters(): HubCounters {
  return {
    viewers_joined: 0,
    viewers_dropped_slow: 0,
    viewer_skips: 0,
    frames_dropped: 0,
    tags_in: 0,
    bytes_in: 0,
    bytes_out: 0,
  };
}
