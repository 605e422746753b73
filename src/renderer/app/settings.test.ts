import { expect, it } from 'vitest'
import { createSettings } from './settings.ts'

it('changes what is on screen also where the browser has no room to keep it', () => {
  const settings = createSettings({
    getItem: () => null,
    setItem: () => {
      throw new DOMException('', 'QuotaExceededError')
    },
  })
  const drawn: string[] = []
  settings.subscribe(() => drawn.push(settings.get().theme))
  settings.set((current) => ({ ...current, theme: 'dark' }))
  expect(drawn).toEqual(['dark'])
})
