/** A module's states as its README shows them, printed from its `transitions` (law 7). */
export function statesPicture<S extends string>(transitions: Readonly<Record<S, readonly S[]>>): string {
  const states = Object.keys(transitions) as S[];
  const width = Math.max(...states.map((state) => state.length));
  return states
    .map(
      (state) =>
        `${state.padEnd(width)} → ${transitions[state].length === 0 ? "(end)" : transitions[state].join(", ")}`,
    )
    .join("\n");
}
