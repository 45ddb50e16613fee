export { Connection } from './connection';
export { type Datagram, DatagramSocket } from './datagram';
export { type DatagramCall, datagramRequest, serveDatagrams } from './datagramExchange';
export type { DnsAnswer, DnsType, Rcode, Resolver, ResolverConfig } from './dnsTypes';
export { BindError, NetError, type NetErrorInfo, type NetErrorKind, type NetPhase } from './error';
export { goDialError, goHttpError, goListenError } from './goErrors';
export { type GrpcHealth, type GrpcHealthResult, grpcHealthCheck, type ServingStatus } from './grpc';
export { NetHost } from './host';
export {
  byteLength,
  type Headers,
  type HttpRequest,
  type HttpResponse,
  header,
  parseRequest,
  parseResponse,
  STATUS_TEXT,
  statusText,
  writeRequest,
  writeResponse,
} from './http';
export { type HttpCall, httpRequest, httpRequestOn } from './httpClient';
export { type HttpExchange, type HttpHandler, type HttpReply, HttpServer, type HttpServerOptions } from './httpServer';
export { isAddress, isLoopback } from './ip';
export { Listener } from './listener';
export { Network, type PingReply } from './network';
export type { Packet, PacketFilter } from './packetFilter';
export { canonical, type Names, searchOrder } from './resolve';
export {
  type Accept,
  type Endpoint,
  EOF,
  type HostInfo,
  type HostKind,
  type ListenOptions,
  type Nowhere,
  type Protocol,
  type Route,
  type Router,
  type SocketOwner,
} from './types';
export { type BindOptions, UdpPorts } from './udpPorts';
