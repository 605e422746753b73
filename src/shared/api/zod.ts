import { z } from 'zod'

// When the first schema is made, zod probes `new Function`, which the content security policy of the window reports;
// jitless keeps it from trying. Everything has `z` from here, so that no schema is made before.
z.config({ jitless: true })

export { z }
