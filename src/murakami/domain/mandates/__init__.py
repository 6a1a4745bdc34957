"""Mandates: who may act for whom, how that was shown, and until when (代理, 家族, 支援者).

A mandate is asked for by one side and holds only once the other has confirmed it in an account of their own, or once
staff have confirmed it on a document (委任状, 登記事項証明書), where the giver has no account.
Either side ends it at any time, staff theirs; a day that has passed ends it by itself, so every question names its day.
The room lives on the edge, knows names only as its two people wrote them, and never an e-mail address.
"""
