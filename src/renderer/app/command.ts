import { useEffect } from 'react'
import { matches, parsePress } from './keymap/binding.ts'
import type { Press } from './keymap/binding.ts'
import { withKeymap } from './keymap/keymap.ts'
import type { Keymap } from './keymap/keymap.ts'
import { focusOf, placeOf, worksWith } from './keymap/place.ts'
import type { Place } from './keymap/place.ts'
import type { Store } from './store.ts'

/** One thing a person can do. Keys, palette, menu, shortcut sheet, foot line and buttons all come from here. */
export interface Command {
  readonly id: string
  readonly title: string
  /** Heading in the shortcut sheet. */
  readonly group: string
  /** Bindings in tinykeys' notation, one key press each; the first is the one shown. A keymap may change them. */
  readonly keys: readonly string[]
  /** Gives up a key that another command has: letters of types. */
  readonly yields?: boolean
  /** A word for the foot line. Neighbours with the same word share it; absent: not shown there. */
  readonly foot?: string
  /**
   * `page` (default): works unless someone is typing. `content`: only while no button or field has the focus, for
   * keys that controls need themselves (Enter, Space, Tab, arrows). `always`: even while typing or in a dialogue.
   */
  readonly where?: Place
  /** Goes on while the key is held. */
  readonly repeats?: boolean
  /** Whether it would do something right now; a key whose command is not enabled is left to the browser. */
  enabled(): boolean
  run(): void
}

export interface CommandRegistry {
  /** Later groups win a key. Returns the function that takes the group out again. */
  readonly add: (commands: readonly Command[]) => () => void
  /** With the keys they have now. The newest group first: what a view adds stands before what works everywhere. */
  readonly list: () => readonly Command[]
  readonly handleKey: (event: KeyboardEvent) => void
  /** Tells watchers that what is enabled may have changed. */
  readonly refresh: () => void
  readonly subscribe: (listener: () => void) => () => void
}

/** @param keymap what the person made of the keys that commands come with */
export function createCommandRegistry(
  keymap: Pick<Store<{ readonly keymap: Keymap }>, 'get' | 'subscribe'>,
): CommandRegistry {
  const groups = new Set<readonly Command[]>()
  const listeners = new Set<() => void>()
  let commands: readonly Command[] = []
  let bindings: readonly Binding[] = []

  const refresh = (): void => {
    for (const listener of [...listeners]) listener()
  }
  const rebuild = (): void => {
    commands = withKeymap([...groups].reverse().flat(), keymap.get().keymap)
    bindings = commands.flatMap((command) =>
      command.keys.map((keys): Binding => {
        const press = parsePress(keys)
        return { press, command, where: placeOf(command.where ?? 'page', press) }
      }),
    )
    refresh()
  }
  let known = keymap.get().keymap
  keymap.subscribe(() => {
    if (keymap.get().keymap === known) return
    known = keymap.get().keymap
    rebuild()
  })

  return {
    add: (added) => {
      groups.add(added)
      rebuild()
      return () => {
        groups.delete(added)
        rebuild()
      }
    },
    list: () => commands,
    handleKey: (event) => {
      if (event.isComposing) return
      const focus = focusOf(event.target)
      const found = bindings.find(
        ({ press, command, where }) => matches(event, press) && worksWith(where, focus) && command.enabled(),
      )
      if (found === undefined) return
      event.preventDefault()
      if (!event.repeat || found.command.repeats === true) found.command.run()
    },
    refresh,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

interface Binding {
  readonly press: Press
  readonly command: Command
  readonly where: Place
}

/** Adds a stable list of commands for as long as the component is there. */
export function useCommandList(registry: CommandRegistry, commands: readonly Command[]): void {
  useEffect(() => registry.add(commands), [registry, commands])
}
