/** A document as text, one line for each address and each component: short enough to read, stable enough to compare. */
export function asText(document: Record<string, unknown>): string {
  const { paths, components, ...head } = document as {
    paths: Record<string, unknown>;
    components: Record<string, Record<string, unknown>>;
  };
  const kinds = Object.entries(components).map(
    ([kind, members]) => `${JSON.stringify(kind)}: ${lines(members)}`,
  );
  const parts = [
    ...Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`),
  ];
  return `{\n${[...parts, `"paths": ${lines(paths)}`, `"components": {\n${kinds.join(',\n')}\n}`].join(',\n')}\n}\n`;
}

function lines(members: Record<string, unknown>): string {
  const each = Object.entries(members).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${each.join(',\n')}\n}`;
}
