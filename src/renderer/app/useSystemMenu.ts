import { useEffect } from 'react'
import type { Workbench } from './workbench.ts'

/** Milliseconds in which changes of the commands are gathered. */
const GATHER = 300

/** Shows the commands in the menu of the system, where the host has one, and runs what is chosen there. */
export function useSystemMenu({ commands, connection }: Workbench): void {
  useEffect(() => {
    if (window.vsgn === undefined) return
    let shown = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      const list = commands.list().map(({ id, title, group, keys: [keys] }) => ({
        id,
        title,
        group,
        ...(keys === undefined ? {} : { keys }),
      }))
      const text = JSON.stringify(list)
      if (text === shown || connection.state.get() !== 'open') return
      connection.call('app.showCommands', { commands: list }).then(
        () => (shown = text),
        () => undefined, // the connection is gone; the next one is told again
      )
    }
    const showSoon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(show, GATHER)
    }
    const showAgain = (): void => {
      shown = ''
      showSoon()
    }
    const ends = [
      commands.subscribe(showSoon),
      connection.state.subscribe(showAgain),
      connection.on('app.command', ({ id }) => {
        const command = commands.list().find((each) => each.id === id)
        if (command?.enabled() === true) command.run()
      }),
    ]
    showSoon()
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  }, [commands, connection])
}
