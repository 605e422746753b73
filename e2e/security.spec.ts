import { expect, test } from './workbench.ts'

test('5. the policy is sent with every page, and Chromium enforces it', async ({ workbench }) => {
  const page = workbench.page()
  const response = await page.reload()
  expect(response?.headers()['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.marker = 1'
    document.head.append(script)
    return 'marker' in window
  })
  expect(ran).toBe(false)
  await expect
    .poll(() => workbench.problems.splice(0))
    .toEqual([expect.stringContaining('policy violation: script-src-elem')])
})
