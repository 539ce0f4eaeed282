/** One step of the shell script that buys something: its name, what it does and why, and the commands. */
export interface Step {
  readonly name: string;
  readonly code: string;
}

/** Splits a script at its lines `# step: name`. The comments of a step stay with it: they are part of what is read. */
export function stepsOf(script: string): readonly Step[] {
  return script
    .split(/^# step: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { name: part.slice(0, end).trim(), code: part.slice(end + 1).trim() };
    });
}
