; What the extractor asks of a C or C++ syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(class_specifier name: (_) @name) @class
(struct_specifier name: (_) @name body: (_)) @class

(function_definition declarator: (_)) @function
(declaration declarator: (function_declarator)) @function
(field_declaration declarator: (function_declarator)) @function
(function_declarator declarator: [(identifier) (field_identifier) (qualified_identifier)] @name)
(lambda_expression) @function
(parameter_list (parameter_declaration declarator: [
  (identifier) @parameter
  (reference_declarator (identifier) @parameter)
  (pointer_declarator declarator: (identifier) @parameter)
]))
(optional_parameter_declaration declarator: [
  (identifier) @target
  (reference_declarator (identifier) @target)
  (pointer_declarator declarator: (identifier) @target)
] default_value: (_) @value) @parameter

(init_declarator declarator: [
  (identifier) @target
  (pointer_declarator declarator: (identifier) @target)
  (reference_declarator (identifier) @target)
  (array_declarator declarator: (identifier) @target)
  (pointer_declarator declarator: (array_declarator declarator: (identifier) @target))
] value: (_) @value) @bind
(init_declarator value: (argument_list) @list)
(field_declaration declarator: [
  (field_identifier) @target
  (pointer_declarator declarator: (field_identifier) @target)
  (array_declarator declarator: (field_identifier) @target)
] default_value: (_) @value) @bind
(field_initializer . (_) @target [(argument_list . (_) @value .) (initializer_list . (_) @value .)]) @bind
(assignment_expression left: (_) @target right: (_) @value) @bind
(for_range_loop declarator: [(identifier) @target (reference_declarator (identifier) @target)] right: (_) @value) @each
(return_statement (_) @value) @return
(preproc_def name: (_) @target value: (_) @value @same @tokens) @bind
(preproc_function_def value: (_) @same @tokens)

(call_expression function: (_) @callee arguments: (argument_list) @arguments) @call
(new_expression type: (_) @callee arguments: (argument_list) @arguments) @call
(compound_literal_expression type: (_) @callee value: (initializer_list) @arguments) @call
(argument_list (_) @argument)
((call_expression function: (_) @_cast) @cast
  (#any-of? @_cast "std::string" "string" "std::string_view" "std::move" "QString" "std::make_optional"))
((call_expression function: (field_expression field: (_) @_cast)) @cast (#any-of? @_cast "c_str" "str"))
((call_expression function: (_) @_format) @format
  (#any-of? @_format "std::format" "fmt::format" "format" "string_format" "absl::StrFormat" "absl::StrCat" "StringPrintf"))
((call_expression function: (field_expression field: (_) @_set)) @setter
  (#match? @_set "^([sS]et|[wW]ith|[uU]se)_?[A-Za-z]|^(model|repo|tokenizer|checkpoint|dataset)(_(id|name|path|repo))?$"))
((call_expression function: (field_expression argument: (_) @option field: (_) @_or) arguments: (argument_list . (_) @option .)) @either
  (#eq? @_or "value_or"))

(string_literal) @text
(string_literal [(string_content) (escape_sequence)] @content)
(raw_string_literal (raw_string_content) @content) @text
(concatenated_string) @join
(binary_expression left: (_) operator: "+" right: (_)) @join
(conditional_expression consequence: (_) @option alternative: (_) @option) @either

(initializer_list) @list
(initializer_list (initializer_pair)) @map
(initializer_pair designator: (field_designator (_) @key @name) value: (_) @value) @entry
(initializer_pair designator: (field_designator (_) @target) value: (_) @value) @argument
(subscript_expression argument: (_) @object indices: (subscript_argument_list (_) @key)) @item
(field_expression argument: (_) @object field: (_) @member) @name
(expression/qualified_identifier scope: (_) @object name: (_) @member) @name
(expression/identifier) @name
(this) @name

(parenthesized_expression) @same
(cast_expression value: (_)) @same
(pointer_expression argument: (_)) @same

(null) @nothing
(true) @yes
(false) @no
(comment) @remark
