import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { lostInForcedColours } from './forcedColours.ts'
import { expect, test } from './workbench.ts'

/**
 * Zero violations of every rule axe knows; dark and forced colours differ in their colours alone, so there only they
 * are looked at again, and in forced colours whether states and drawings can still be told. On the web host only:
 * every host shows the same page.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (test.info().project.name !== 'web') return
  // A colour on its way to another is no colour of ours.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(await violationsOf(new AxeBuilder({ page }))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await violationsOf(new AxeBuilder({ page }).withRules('color-contrast'))).toEqual([])
  await page.emulateMedia({ colorScheme: null, forcedColors: 'active', reducedMotion: 'reduce' })
  expect(await violationsOf(new AxeBuilder({ page }).withRules('color-contrast'))).toEqual([])
  expect(await lostInForcedColours(page)).toEqual([])
  await page.emulateMedia({ forcedColors: null, reducedMotion: null })
}

async function violationsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
