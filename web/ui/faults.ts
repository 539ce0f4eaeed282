/** The names of the fields at fault, each once; a part of many of its kind says which it is: "Option 2 · Price". */
export function namesOfFaults(fields: readonly HTMLElement[]): string[] {
  const names = fields.flatMap((field) => {
    const written = field.id === "" ? null : document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.firstChild;
    const label = written?.textContent ?? field.getAttribute("aria-label") ?? "";
    if (label === "") return [];
    const part = field.closest<HTMLElement>("[data-part]")?.dataset["part"];
    return [part === undefined ? label : `${part} · ${label}`];
  });
  return [...new Set(names)];
}
