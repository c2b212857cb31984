// Loaded into Node before WordPress Playground, which otherwise listens on every network
// interface and has no option for it: the local site belongs to this computer alone.
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number"
    ? listen.call(this, port, "127.0.0.1", ...rest.filter((value) => typeof value === "function"))
    : listen.call(this, port, ...rest);
};
