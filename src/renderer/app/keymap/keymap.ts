import { collide } from './binding.ts'
import { KEY_SETS } from './keySets.ts'
import type { KeySetName } from './keySets.ts'

/** Which keys a person likes: a ready-made set, and own keys over it. */
export interface Keymap {
  readonly set: KeySetName
  /** Keys of commands by their id; an empty list: none. */
  readonly own: Readonly<Record<string, readonly string[]>>
}

export const USUAL_KEYS: Keymap = { set: 'default', own: {} }

/** What of a command matters for its keys. */
interface Keyed {
  readonly id: string
  readonly keys: readonly string[]
  /** Gives up a key that another command has. */
  readonly yields?: boolean
}

/** The keys of a command: its own, else those of the set, else what it came with. */
function keysOf({ set, own }: Keymap, { id, keys }: Keyed): readonly string[] {
  return own[id] ?? KEY_SETS[set].keys[id] ?? keys
}

/** The commands with the keys they have in this keymap. Those whose keys stay are the same objects. */
export function withKeymap<C extends Keyed>(commands: readonly C[], keymap: Keymap): readonly C[] {
  const mapped = commands.map((command) => rekeyed(command, keysOf(keymap, command)))
  const taken = mapped.filter(({ yields }) => yields !== true).flatMap(({ keys }) => keys)
  return mapped.map((command) =>
    command.yields === true && keymap.own[command.id] === undefined
      ? rekeyed(
          command,
          command.keys.filter((key) => !taken.some((other) => collide(key, other))),
        )
      : command,
  )
}

function rekeyed<C extends Keyed>(command: C, keys: readonly string[]): C {
  return keys === command.keys || keys.join(' ') === command.keys.join(' ') ? command : { ...command, keys }
}

/** Gives a command these keys. */
export function withOwnKeys(keymap: Keymap, id: string, keys: readonly string[]): Keymap {
  return { ...keymap, own: { ...keymap.own, [id]: keys } }
}

/** Gives a command the keys of the set again. */
export function withoutOwnKeys(keymap: Keymap, id: string): Keymap {
  return { ...keymap, own: Object.fromEntries(Object.entries(keymap.own).filter(([other]) => other !== id)) }
}

/** The other commands that a press of `key` could mean. */
export function holdersOf<C extends Keyed>(commands: readonly C[], id: string, key: string): readonly C[] {
  return commands.filter((other) => other.id !== id && other.keys.some((held) => collide(held, key)))
}

/** `key` first among the keys of `command`, and no longer among those of `holders`. */
export function withKeyTaken(keymap: Keymap, command: Keyed, key: string, holders: readonly Keyed[]): Keymap {
  const freed = holders.reduce(
    (map, holder) =>
      withOwnKeys(
        map,
        holder.id,
        holder.keys.filter((held) => !collide(held, key)),
      ),
    keymap,
  )
  return withOwnKeys(freed, command.id, [key, ...command.keys.filter((held) => !collide(held, key))])
}
