import { useSyncExternalStore } from 'react'
import { useWorkbench } from './workbench.ts'

/** Tells the key to show for a command, by its id; undefined: it has none now. Draws again when keys change. */
export function useKeyOf(): (id: string) => string | undefined {
  const { commands } = useWorkbench()
  const list = useSyncExternalStore(commands.subscribe, commands.list)
  return (id) => list.find((command) => command.id === id)?.keys[0]
}
