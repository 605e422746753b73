import { memoryTransport } from './memoryTransport.ts'
import { describeContract } from './testing/contractSuite.ts'

describeContract('memory', (dispatcher) => {
  const [clientEnd, coreEnd] = memoryTransport()
  dispatcher.attach(coreEnd, 'test')
  return Promise.resolve({
    transport: clientEnd,
    cut: () => {
      coreEnd.close()
    },
    dispose: () => Promise.resolve(),
  })
})
