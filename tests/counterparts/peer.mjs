// Runs a PLC directory and a Bluesky PDS on loopback until it is told to stop.
import net from 'node:net'

const HOST = '127.0.0.1'
const PORTS = { plc: 2582, pds: 2583 }

// The package would listen on every interface of this computer.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    if (typeof rest[0] === 'string') rest.shift()
    return listen.call(this, first, HOST, ...rest)
  }
  if (first && typeof first === 'object' && first.port !== undefined) {
    return listen.call(this, { ...first, host: HOST }, ...rest)
  }
  return listen.call(this, first, ...rest)
}

if ((process.env.MODE ?? 'pds') !== 'pds') throw new Error('only MODE=pds is supported')

const { TestNetworkNoAppView } = await import('@atproto/dev-env')
const network = await TestNetworkNoAppView.create({
  plc: { port: PORTS.plc },
  pds: {
    port: PORTS.pds,
    hostname: 'localhost',
    enableDidDocWithSession: true,
    rateLimitsEnabled: process.env.RATE_LIMITS === '1',
  },
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await network.close().catch(() => undefined)
    process.exit(0)
  })
}
console.log('ready', network.pds.url)
