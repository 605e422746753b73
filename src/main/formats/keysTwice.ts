import type { Json } from '../../shared/domain/json.ts'

/** Keys that stand more than once in an object of a JSON text, of which `value` holds the last; an empty list: none does. */
export function keysTwice(text: string, value: Json): readonly string[] {
  // Most texts are done with by counting; inside a text, a quote and a colon may stand side by side as well.
  const colons = text.match(/"\s*:/gu)?.length ?? 0
  return colons > keyCount(value) ? repeatedKeys(text) : []
}

function keyCount(value: Json): number {
  if (value === null || typeof value !== 'object') return 0
  let count = Array.isArray(value) ? 0 : Object.keys(value).length
  for (const each of Object.values(value)) count += keyCount(each)
  return count
}

const PART = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/gsu

function repeatedKeys(text: string): readonly string[] {
  const open: Set<string>[] = []
  const repeated = new Set<string>()
  for (const [part, colon] of text.matchAll(PART)) {
    if (part === '{') open.push(new Set())
    else if (part === '}') open.pop()
    else if (colon !== undefined) {
      const key = JSON.parse(part.slice(0, -colon.length)) as string
      const keys = open.at(-1)
      if (keys?.has(key) === true) repeated.add(key)
      keys?.add(key)
    }
  }
  return [...repeated]
}
