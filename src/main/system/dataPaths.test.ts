import { expect, test } from 'vitest'
import { dataPaths, defaultDataFolder } from './dataPaths.ts'
import type { Machine } from './dataPaths.ts'

const linux: Machine = { platform: 'linux', home: '/home/ada', env: {} }

test.each<[Machine, string]>([
  [linux, '/home/ada/.local/share/vsgn-workbench'],
  [{ ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/vsgn-workbench'],
  [{ ...linux, env: { XDG_DATA_HOME: 'data' } }, '/home/ada/.local/share/vsgn-workbench'],
  [{ ...linux, env: { VSGN_WORKBENCH_HOME: '/elsewhere' } }, '/elsewhere'],
  [{ ...linux, env: { VSGN_WORKBENCH_HOME: '' } }, '/home/ada/.local/share/vsgn-workbench'],
  [
    { platform: 'darwin', home: '/Users/ada', env: {} },
    '/Users/ada/Library/Application Support/VSGN Workbench',
  ],
  [
    { platform: 'win32', home: 'C:\\Users\\ada', env: {} },
    'C:\\Users\\ada\\AppData\\Roaming\\VSGN Workbench',
  ],
  [{ platform: 'win32', home: 'C:\\Users\\ada', env: { APPDATA: 'D:\\Roam' } }, 'D:\\Roam\\VSGN Workbench'],
])('%j keeps its data in %s', (machine, folder) => {
  expect(defaultDataFolder(machine)).toBe(folder)
})

test('files lie in the folder, written the way of the system', () => {
  expect(dataPaths('/data/w').settings).toBe('/data/w/settings.json')
  expect(dataPaths('C:\\data').log).toBe('C:\\data\\workbench.log')
})
