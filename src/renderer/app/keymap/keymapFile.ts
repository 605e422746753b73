import { bindingProblem } from './binding.ts'
import type { Keymap } from './keymap.ts'
import { KEY_SETS } from './keySets.ts'
import type { KeySetName } from './keySets.ts'

const FORMAT = 'vsgn-keymap'
const VERSION = 1
/** A list longer than this is a damaged file. */
const MOST_KEYS = 8
const MOST_COMMANDS = 1000

/** A keymap, or everything that keeps the text from being one. */
export type KeymapReading =
  | { readonly keymap: Keymap; readonly problems: null }
  | { readonly keymap: null; readonly problems: readonly string[] }

/** A keymap as a file one can pass on. */
export function keymapText({ set, own }: Keymap): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, set, keys: own }, null, 2)}\n`
}

/** Reads what `keymapText` wrote, or a person did. Nothing is taken from a file that has a problem. */
export function readKeymapText(text: string): KeymapReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refused(`This is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
  if (!isObject(value) || value.format !== FORMAT)
    return refused(`This is no keymap: it should begin with {"format": "${FORMAT}"}.`)
  if (value.version !== VERSION)
    return refused(
      `The keymap has version ${JSON.stringify(value.version ?? null)}; this program reads version ${String(VERSION)}.`,
    )
  return readKeymap(value.set, value.keys)
}

/** The same for the parts of a keymap as settings hold it. */
export function readKeymap(set: unknown, keys: unknown): KeymapReading {
  const problems: string[] = []
  if (!isSetName(set))
    problems.push(
      `“set” is ${JSON.stringify(set ?? null)}; it must be one of ${Object.keys(KEY_SETS).join(', ')}.`,
    )
  if (!isObject(keys)) problems.push('“keys” must be an object: lists of keys by the id of the command.')
  else {
    if (Object.keys(keys).length > MOST_COMMANDS)
      problems.push('“keys” names more commands than there can be.')
    problems.push(...Object.entries(keys).flatMap(([id, list]) => problemsOf(id, list)))
  }
  return isSetName(set) && isObject(keys) && problems.length === 0
    ? { keymap: { set, own: keys as Keymap['own'] }, problems: null }
    : { keymap: null, problems }
}

function problemsOf(id: string, list: unknown): string[] {
  if (!/^[a-z]\w*\..+$/u.test(id)) return [`“${id}” is no id of a command, such as review.accept.`]
  if (!Array.isArray(list) || !list.every((key) => typeof key === 'string'))
    return [`The keys of “${id}” must be a list of texts, such as ["x", "Delete"].`]
  if (list.length > MOST_KEYS)
    return [`“${id}” has ${String(list.length)} keys; at most ${String(MOST_KEYS)} can be.`]
  return list.flatMap((key) => {
    const problem = bindingProblem(key)
    return problem === null ? [] : [`The key “${key}” of “${id}” ${problem}.`]
  })
}

function refused(problem: string): KeymapReading {
  return { keymap: null, problems: [problem] }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSetName(value: unknown): value is KeySetName {
  return typeof value === 'string' && Object.hasOwn(KEY_SETS, value)
}
