"""Requests in their exact bytes: what is frozen with a sale, and what is asked on the spot."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from pos_terminal.adapters.sessionm import wire
from pos_terminal.adapters.sessionm.jsontext import Table, Verbatim, written
from pos_terminal.adapters.sessionm.mapping import TransactionMapping, WireSettings, catalog_table, employees_table
from pos_terminal.application.queueing import Document, Request
from pos_terminal.application.storefacts import too_many
from pos_terminal.application.upload_ports import LARGEST_CATALOG
from pos_terminal.domain.item import Category, Item
from pos_terminal.domain.member import LookupKey
from pos_terminal.domain.offer import OfferCode
from pos_terminal.domain.staff import Employee
from pos_terminal.domain.transaction import Transaction


class SessionMWire:
    """The port `Wire`, and the requests of the other seven endpoints."""

    def __init__(self, settings: WireSettings, culture: Callable[[], str] | None = None) -> None:
        """``culture`` is whose language is spoken at the moment of a request; None: always the shop's."""
        self._settings = settings
        self._culture = culture
        self._mapping = TransactionMapping(settings)

    def document(self, transaction: Transaction, previous_hash: str) -> Document:
        """The transaction's JSON object, encoded once and for ever."""
        body = written(self._mapping.table(transaction, previous_hash)).encode()
        return Document(body, sha256(body).hexdigest())

    def single(self, request_id: str, document: Document) -> Request:
        """The request that sends one document."""
        return self._request(request_id, wire.SEND, Verbatim(document.body.decode()))

    def batch(self, request_id: str, documents: Sequence[Document]) -> Request:
        """The request that sends several, the documents' bytes spliced as they are."""
        members = tuple(Verbatim(each.body.decode()) for each in documents)
        return self._request(request_id, wire.SEND_BATCH, wire.Batch(transactions=members))

    def lookup(self, request_id: str, key: LookupKey, cart: Transaction | None) -> Request:
        """Who has this identifier, and with a cart: which offers fit it."""
        transaction = None if cart is None else self._mapping.table(cart)
        payload = wire.UserLookup(**{key.kind.value: key.value}, transaction=transaction)
        return self._request(request_id, wire.LOOKUP, payload)

    def lock(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        """Hold this offer for this cart."""
        return self._request(request_id, wire.LOCK, self._offer(offer, cart))

    def redeem(self, request_id: str, offer: OfferCode, cart: Transaction) -> Request:
        """Use this offer on this cart."""
        return self._request(request_id, wire.REDEEM, self._offer(offer, cart))

    def unlock(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        """Let this offer go."""
        payload = wire.OfferReturn(user_offer_id=user_offer_id, employee_id=employee_id)
        return self._request(request_id, wire.UNLOCK, payload)

    def reinstate(self, request_id: str, user_offer_id: str, employee_id: str) -> Request:
        """Put this offer back."""
        payload = wire.OfferReturn(user_offer_id=user_offer_id, employee_id=employee_id)
        return self._request(request_id, wire.REINSTATE, payload)

    def catalog(self, request_id: str, categories: Sequence[Category], items: Sequence[Item]) -> Request:
        """The store's catalog. Raises BadArgument when it has more rows than the platform takes."""
        rows = len(categories) + len(items)
        if rows > LARGEST_CATALOG:
            raise too_many(rows)
        return self._request(request_id, wire.UPLOAD_CATALOG, catalog_table(categories, items))

    def employees(self, request_id: str, employees: Sequence[Employee]) -> Request:
        """Who works in the store."""
        return self._request(request_id, wire.UPLOAD_EMPLOYEES, employees_table(employees, self._settings.zone))

    def _offer(self, offer: OfferCode, cart: Transaction) -> wire.OfferRequest:
        return wire.OfferRequest(
            offer_lookup_code=offer.code, offer_lookup_type=offer.type, transaction=self._mapping.table(cart)
        )

    def _request(self, request_id: str, path: str, payload: Table | Verbatim) -> Request:
        container = wire.Container(
            store_id=self._settings.store_id,
            client_id=self._settings.client_id,
            request_id=request_id,
            culture=self._culture() if self._culture is not None else self._settings.culture,
            request_payload=payload,
        )
        return Request(request_id, path, written(container).encode())
