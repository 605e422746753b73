import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { CommandMenu } from '../../core/coreOptions.ts'
import { acceleratorOf } from './accelerator.ts'

/**
 * The menu of the system: its standard parts, and the commands of the page under their groups. Their keys belong to
 * the page: they are shown here and not bound, and on a Mac, where what is shown is bound, they are not shown.
 *
 * @param chosen is told the id of a command that was chosen.
 */
export function commandMenu(chosen: (id: string) => void): CommandMenu {
  const show: CommandMenu['show'] = (commands) => {
    const groups = [...new Set(commands.map(({ group }) => group))].map((group) => ({
      label: group,
      submenu: commands
        .filter((command) => command.group === group)
        .map(({ id, title, keys }) => ({
          id,
          label: title,
          click: () => chosen(id),
          ...shownKeys(keys),
        })),
    }))
    const workbench = groups.length === 0 ? [] : [{ label: 'Commands', submenu: groups }]
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(workbench)))
  }
  show([])
  return { show }
}

function shownKeys(keys: string | undefined): MenuItemConstructorOptions {
  const accelerator = keys === undefined || process.platform === 'darwin' ? null : acceleratorOf(keys)
  return accelerator === null ? {} : { accelerator, registerAccelerator: false }
}

function template(workbench: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const developer: MenuItemConstructorOptions[] = app.isPackaged ? [] : [{ role: 'toggleDevTools' }]
  return [
    ...mac,
    { role: 'fileMenu' },
    {
      label: 'Edit',
      submenu: [
        // The keys of these two belong to the page, which undoes corrections and not only text.
        { role: 'undo', registerAccelerator: false },
        { role: 'redo', registerAccelerator: false },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...developer,
      ],
    },
    ...workbench,
    { role: 'windowMenu' },
  ]
}
