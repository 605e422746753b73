import { app, Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'

/**
 * The menu of the system, made of its standard parts. The commands of the workbench live in its own palette, the same
 * on every host.
 */
export function setMenu(): void {
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const developer: MenuItemConstructorOptions[] = app.isPackaged ? [] : [{ role: 'toggleDevTools' }]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
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
      { role: 'windowMenu' },
    ]),
  )
}
