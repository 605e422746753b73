import { expect, it } from 'vitest'
import { acceleratorOf } from './accelerator.ts'

it('writes keys as Electron does', () => {
  expect(acceleratorOf('$mod+Shift+z')).toBe('CommandOrControl+Shift+Z')
  expect(acceleratorOf('Alt+ArrowLeft')).toBe('Alt+Left')
  expect(acceleratorOf('[Shift]+1')).toBe('1')
  expect(acceleratorOf('[Control]+[Alt]+[Shift]+{')).toBe('{')
  expect(acceleratorOf('[Shift]+=')).toBe('=')
  expect(acceleratorOf('$mod++')).toBe('CommandOrControl+Plus')
})

it('leaves out a key that Electron has no name for', () => {
  expect(acceleratorOf('ж')).toBeNull()
  expect(acceleratorOf('ContextMenu')).toBeNull()
})
