import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { CommandMenu } from '../../core/coreOptions.ts'

/**
 * The menu of the system: its standard parts, and the commands of the page under their groups. Their keys belong to
 * the page, so none is bound here.
 *
 * @param chosen is told the id of a command that was chosen.
 */
export function commandMenu(chosen: (id: string) => void): CommandMenu {
  const show: CommandMenu['show'] = (commands) => {
    const groups = [...new Set(commands.map(({ group }) => group))].map((group) => ({
      label: group,
      submenu: commands
        .filter((command) => command.group === group)
        .map(({ id, title }) => ({ id, label: title, click: () => chosen(id) })),
    }))
    const workbench = groups.length === 0 ? [] : [{ label: 'Commands', submenu: groups }]
    Menu.setApplicationMenu(Menu.buildFromTemplate(template(workbench)))
  }
  show([])
  return { show }
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
