"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

HERE = ""
"""Stands for this computer itself."""
_OF_ONE_CUSTOMER = 64


def is_loopback(host: str) -> bool:
    """Whether an address or name is one of this computer itself, which nobody else can reach."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def sender_of(scope: Scope) -> str:
    """Who asks, as an address; of version 6 the part that one customer has for himself. What has no address is on this computer."""
    client = scope.get("client")
    return sender(client[0]) if client else HERE


def sender(address: str) -> str:
    """As `sender_of`, for an address."""
    try:
        told = ip_address(address)
    except ValueError:
        return HERE
    if isinstance(told, IPv6Address):
        if told.ipv4_mapped:
            return sender(str(told.ipv4_mapped))
        return HERE if told.is_loopback else str(ip_network((told.packed[:8] + bytes(8), _OF_ONE_CUSTOMER)))
    return HERE if told.is_loopback else str(told)
